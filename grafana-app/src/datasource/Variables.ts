import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { FathomDataSource } from './DataSource';
import { LazyVariableEditor } from './lazyEditors';
import type { VariableQuery } from './variableQuery';

type FindValues = (query: unknown, scopedVars: ScopedVars) => Promise<MetricFindValue[]>;

/** Options of variables, with an editor for what they are made of. */
export class FathomVariables extends CustomVariableSupport<FathomDataSource, VariableQuery> {
  override editor = LazyVariableEditor;
  private readonly find: FindValues;

  constructor(find: FindValues) {
    super();
    this.find = find;
  }

  override query({ targets, scopedVars }: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    return from(this.find(targets[0], scopedVars)).pipe(map((data) => ({ data })));
  }
}
