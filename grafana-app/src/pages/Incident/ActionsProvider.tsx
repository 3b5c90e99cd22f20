import React, { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { AppEvents } from '@grafana/data';
import { getAppEvents, hasPermission } from '@grafana/runtime';
import { useIncidentAction, type IncidentRequest } from '../../api/incidents';
import type { Incident } from '../../api/types';
import { ACTIONS } from '../../constants';
import { ActionDialog } from './ActionDialog';
import { actionDone } from './actionTexts';

export interface Actions {
  /** Does it at once. */
  act(request: IncidentRequest): void;
  /** Asks for a note first. */
  ask(request: IncidentRequest): void;
  readonly isPending: boolean;
  /** Of what was done at once; null when it went well. */
  readonly error: Error | null;
}

const ActionsContext = createContext<Actions | null>(null);

/** Null for those who may only look. */
export const useActions = (): Actions | null => useContext(ActionsContext);

interface Props {
  readonly incident: Incident;
  readonly children: ReactNode;
}

export function ActionsProvider({ incident, children }: Props) {
  const [asked, setAsked] = useState<IncidentRequest | null>(null);
  const { mutate, reset, isPending, error } = useIncidentAction(incident.id);
  const actions = useMemo<Actions | null>(() => {
    if (!hasPermission(ACTIONS.act)) {
      return null;
    }
    const act = (request: IncidentRequest) =>
      mutate(request, {
        onSuccess: () => {
          setAsked(null);
          getAppEvents().publish({
            type: AppEvents.alertSuccess.name,
            payload: [actionDone(request.action), incident.title],
          });
        },
      });
    const ask = (request: IncidentRequest) => {
      reset();
      setAsked(request);
    };
    return { act, ask, isPending, error: asked === null ? error : null };
  }, [mutate, reset, isPending, error, asked, incident.title]);
  return (
    <ActionsContext.Provider value={actions}>
      {children}
      {asked !== null && actions !== null && (
        <ActionDialog
          request={asked}
          isPending={isPending}
          error={error}
          onSubmit={actions.act}
          onCancel={() => {
            reset();
            setAsked(null);
          }}
        />
      )}
    </ActionsContext.Provider>
  );
}
