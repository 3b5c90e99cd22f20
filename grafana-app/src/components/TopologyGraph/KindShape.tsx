import React from 'react';
import { SHAPES } from './drawing/shapes';
import type { Kind } from './graph';

/** The shape that stands for the kind in the graph; beside its name, never instead of it. */
export const KindShape = ({ kind }: { readonly kind: Kind }) => (
  <svg width={14} height={14} viewBox="-1.2 -1.2 2.4 2.4" aria-hidden>
    <path d={SHAPES[kind]} fillRule="evenodd" fill="currentColor" />
  </svg>
);
