/** Editors are fetched when somebody edits. */
import React, { Suspense, lazy } from 'react';
import type { DataSourceJsonData, DataSourcePluginOptionsEditorProps, QueryEditorProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import type { FathomDataSource } from './DataSource';
import type { FathomQuery } from './query';
import type { VariableQuery } from './variableQuery';

type Props = QueryEditorProps<FathomDataSource, FathomQuery>;
type VariableProps = QueryEditorProps<FathomDataSource, FathomQuery, DataSourceJsonData, VariableQuery>;

const load = async () => {
  const [editors, { initTranslations }] = await Promise.all([import('./editors/editors'), import('../i18n')]);
  await initTranslations();
  return editors;
};

const Query = lazy(async () => ({ default: (await load()).QueryEditor }));
const Annotation = lazy(async () => ({ default: (await load()).AnnotationEditor }));
const Variable = lazy(async () => ({ default: (await load()).VariableEditor }));
const Config = lazy(async () => ({ default: (await load()).ConfigEditor }));

const fallback = <LoadingPlaceholder text="" />;

export const LazyQueryEditor = (props: Props) => (
  <Suspense fallback={fallback}>
    <Query {...props} />
  </Suspense>
);

export const LazyAnnotationEditor = (props: QueryEditorProps<FathomDataSource, FathomQuery>) => (
  <Suspense fallback={fallback}>
    <Annotation {...props} />
  </Suspense>
);

export const LazyVariableEditor = (props: VariableProps) => (
  <Suspense fallback={fallback}>
    <Variable {...props} />
  </Suspense>
);

export const LazyConfigEditor = (_: DataSourcePluginOptionsEditorProps<DataSourceJsonData>) => (
  <Suspense fallback={fallback}>
    <Config />
  </Suspense>
);
