import React, { useState } from 'react';
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Button, Stack, type IconName } from '@grafana/ui';
import {
  useRecommendationAction,
  type RecommendationAction,
  type RecommendationRequest,
} from '../../api/recommendations';
import type { RecommendationState } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';
import { t } from '../../t';
import { actionDone, actionName, possibleActions } from './actions';
import { DismissDialog } from './DismissDialog';

const ICONS: Readonly<Record<RecommendationAction, IconName>> = {
  acknowledge: 'user',
  done: 'check',
  dismiss: 'bell-slash',
  reopen: 'repeat',
};

interface Props {
  readonly id: string;
  readonly state: RecommendationState;
  readonly title: string;
}

/** What may be done with it in its state; dismissing asks for a reason first. */
export function Actions({ id, state, title }: Props) {
  const { mutate, reset, isPending, error } = useRecommendationAction(id);
  const [isDismissing, setDismissing] = useState(false);
  const act = (request: RecommendationRequest) =>
    mutate(request, {
      onSuccess: () => {
        setDismissing(false);
        getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [actionDone(request.action), title] });
      },
    });
  const possible = possibleActions(state);
  if (possible.length === 0) {
    return null;
  }
  return (
    <Stack direction="column" gap={1}>
      <div role="group" aria-label={t('recommendations.actions', 'Actions')}>
        <Stack gap={1} wrap="wrap">
          {possible.map((action, index) => (
            <Button
              key={action}
              size="sm"
              variant={index === 0 ? 'primary' : 'secondary'}
              icon={ICONS[action]}
              disabled={isPending}
              onClick={() => {
                reset();
                if (action === 'dismiss') {
                  setDismissing(true);
                } else {
                  act({ action });
                }
              }}
            >
              {actionName(action)}
            </Button>
          ))}
        </Stack>
      </div>
      {error !== null && !isDismissing && <ErrorNotice error={error} />}
      {isDismissing && (
        <DismissDialog
          title={title}
          isPending={isPending}
          error={error}
          onSubmit={(reason) => act({ action: 'dismiss', reason })}
          onCancel={() => {
            reset();
            setDismissing(false);
          }}
        />
      )}
    </Stack>
  );
}
