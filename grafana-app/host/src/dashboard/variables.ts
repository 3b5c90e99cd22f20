import { useEffect, useState } from 'react';
import type { MetricFindValue, TimeRange, TypedVariableModel } from '@grafana/data';
import { getDataSourceSrv, locationService } from '@grafana/runtime';
import { useLocation } from 'react-router-dom-v5-compat';
import { templateSrv } from '../services/install.ts';
import type { VariableValue } from '../services/template-srv.ts';
import type { VariableModel } from './model.ts';
import { errorMessage } from '../error-message.ts';

export const ALL = '$__all';

export interface VariableState {
  readonly model: VariableModel;
  readonly options: readonly string[];
  readonly selected: readonly string[];
  readonly error: string | null;
}

/** Variables with what may be chosen, in their order: a later one's query may name an earlier one. */
export function useVariables(models: readonly VariableModel[], range: TimeRange): readonly VariableState[] | null {
  const { search } = useLocation();
  const [states, setStates] = useState<readonly VariableState[] | null>(null);
  useEffect(() => {
    let current = true;
    void loadAll(models, new URLSearchParams(search), range).then((loaded) => {
      if (current) setStates(loaded);
    });
    return () => {
      current = false;
    };
  }, [models, search, range]);
  return states;
}

export function selectVariable(name: string, values: readonly string[]): void {
  locationService.partial({ [`var-${name}`]: values });
}

async function loadAll(models: readonly VariableModel[], query: URLSearchParams, range: TimeRange) {
  const states: VariableState[] = [];
  for (const model of models) {
    states.push(await load(model, query.getAll(`var-${model.name}`), range));
    templateSrv.setVariables(models as unknown as TypedVariableModel[], valuesOf(states));
  }
  return states;
}

async function load(model: VariableModel, chosen: readonly string[], range: TimeRange): Promise<VariableState> {
  const asked = await optionsOf(model, range).then(
    (options) => ({ options, error: null }),
    (error: unknown) => ({ options: [], error: errorMessage(error) })
  );
  const options = model.includeAll === true ? [ALL, ...asked.options] : asked.options;
  return { model, options, selected: selectionOf(model, chosen, options), error: asked.error };
}

async function optionsOf(model: VariableModel, range: TimeRange): Promise<readonly string[]> {
  switch (model.type) {
    case 'query':
      return (await find(model, range)).map(({ text, value }) => String(value ?? text));
    case 'datasource':
      return getDataSourceSrv()
        .getList({ type: textOf(model.query) })
        .map(({ uid }) => uid);
    case 'custom':
    case 'interval':
      return textOf(model.query)
        .split(',')
        .map((option) => option.trim());
    default:
      return [model.query].filter((query): query is string => typeof query === 'string');
  }
}

async function find({ datasource, query, name }: VariableModel, range: TimeRange): Promise<MetricFindValue[]> {
  const source = await getDataSourceSrv().get(datasource);
  if (!source.metricFindQuery) throw new Error(`${source.name} has no variable queries`);
  return source.metricFindQuery(query, { range, variable: { name } });
}

function selectionOf(model: VariableModel, chosen: readonly string[], options: readonly string[]): readonly string[] {
  if (chosen.length > 0) return chosen;
  const saved = [model.current?.value ?? []].flat();
  if (saved.length > 0) return saved;
  return options.slice(0, 1);
}

/** What queries get: for "all", every option, or the value that the dashboard names for it. */
function valuesOf(states: readonly VariableState[]): ReadonlyMap<string, VariableValue> {
  return new Map(states.map((state) => [state.model.name, valueOf(state)]));
}

function valueOf({ model, options, selected }: VariableState): VariableValue {
  if (!selected.includes(ALL)) return model.multi === true ? selected : (selected[0] ?? '');
  return model.allValue || options.filter((option) => option !== ALL);
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : '';
}
