import React, { type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';

import { Loading } from './Loading';
import { ErrorNotice } from './ErrorNotice';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  /** Shown instead of `children` when there is nothing. */
  readonly empty?: ReactNode;
  readonly isEmpty?: (data: T) => boolean;
  readonly children: (data: T) => ReactNode;
}

/** The states of a request: loading, failed, empty, there. What is there stays while it is asked for again. */
export function QueryView<T>({ query, empty, isEmpty, children }: Props<T>) {
  const { data, error, refetch } = query;
  const retry = () => {
    void refetch();
  };
  if (data === undefined) {
    return error === null ? <Loading /> : <ErrorNotice error={error} onRetry={retry} />;
  }
  return (
    <>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {isEmpty?.(data) === true ? empty : children(data)}
    </>
  );
}
