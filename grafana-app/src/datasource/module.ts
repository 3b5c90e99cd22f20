import { DataSourcePlugin, type DataSourceJsonData } from '@grafana/data';
import { FathomDataSource } from './DataSource';
import { LazyConfigEditor, LazyQueryEditor } from './lazyEditors';
import type { FathomQuery } from './query';

export const plugin = new DataSourcePlugin<FathomDataSource, FathomQuery, DataSourceJsonData>(FathomDataSource)
  .setConfigEditor(LazyConfigEditor)
  .setQueryEditor(LazyQueryEditor);
