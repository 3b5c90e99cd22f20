import React from 'react';
import type { AnnotationQuery, QueryEditorProps } from '@grafana/data';
import type { FathomDataSource } from '../DataSource';
import { newQuery } from '../newQuery';
import { readQuery, type FathomQuery, type QueryType } from '../query';
import { QueryFields } from './QueryEditor';

type Props = QueryEditorProps<FathomDataSource, FathomQuery> & {
  readonly annotation?: AnnotationQuery<FathomQuery>;
  readonly onAnnotationChange?: (annotation: AnnotationQuery<FathomQuery>) => void;
};

/** What has a time: incidents as regions, events as points. */
const TYPES: readonly QueryType[] = ['incidents', 'events'];

export function AnnotationEditor({ query, annotation, onAnnotationChange, onChange }: Props) {
  const target = readQuery(annotation?.target ?? query ?? newQuery('incidents', 'Anno'));
  return (
    <QueryFields
      types={TYPES}
      query={TYPES.includes(target.queryType) ? target : newQuery('incidents', target.refId)}
      onChange={(changed) => {
        if (annotation !== undefined && onAnnotationChange !== undefined) {
          onAnnotationChange({ ...annotation, target: changed });
        } else {
          onChange(changed);
        }
      }}
    />
  );
}
