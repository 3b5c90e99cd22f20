import React, { useEffect, useRef, useState } from 'react';
import { FilterInput } from '@grafana/ui';
import { t } from '../../t';

/** Long enough to spare a request for each of two keys struck together, short enough to go unnoticed. */
const PAUSE_MS = 30;

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Types at once, searches after a pause. */
export function SearchField({ value, onChange }: Props) {
  const [text, setText] = useState(value);
  const sent = useRef(value);

  useEffect(() => {
    // Changed by somebody else: a pill that was removed, the way back.
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

  return (
    <FilterInput
      value={text}
      onChange={setText}
      escapeRegex={false}
      maxLength={256}
      placeholder={t('inventory.search.placeholder', 'Search by name or id')}
      aria-label={t('inventory.search.label', 'Search assets by name or id')}
    />
  );
}
