import React, { useEffect, useRef, useState } from 'react';
import { FilterInput } from '@grafana/ui';
import { MAX_SEARCH } from './urlFilter';

/** Long enough to spare a request for each of two keys struck together, short enough to go unnoticed. */
const PAUSE_MS = 30;

interface Props {
  /** What is searched for: of the URL. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** For a label elsewhere. */
  readonly id?: string;
  readonly 'aria-label'?: string;
  /** In steps of 8 pixels. */
  readonly width?: number;
}

/** Types at once, searches after a pause. */
export function SearchField({ value, onChange, ...rest }: Props) {
  const [text, setText] = useState(value);
  const sent = useRef(value);

  useEffect(() => {
    // Changed by somebody else: a filter that was removed, the way back.
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    const search = text.trim();
    if (search === sent.current) {
      return;
    }
    const timer = setTimeout(() => {
      sent.current = search;
      onChange(search);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  return <FilterInput {...rest} value={text} onChange={setText} escapeRegex={false} maxLength={MAX_SEARCH} />;
}
