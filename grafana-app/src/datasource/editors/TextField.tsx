import React, { useState, type KeyboardEvent } from 'react';
import { InlineField, Input } from '@grafana/ui';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly tooltip?: string;
  readonly placeholder?: string;
  readonly width?: number;
  readonly type?: 'text' | 'number';
  readonly onChange: (value: string) => void;
}

/** Takes effect when one leaves it or presses Enter: each change is a query. */
export function TextField({ id, label, value, tooltip, placeholder, width = 24, type = 'text', onChange }: Props) {
  const [text, setText] = useState(value);
  const [saved, setSaved] = useState(value);
  if (saved !== value) {
    setSaved(value);
    setText(value);
  }
  const commit = () => {
    if (text !== value) {
      onChange(text);
    }
  };
  return (
    <InlineField label={label} tooltip={tooltip}>
      <Input
        id={id}
        type={type}
        width={width}
        value={text}
        placeholder={placeholder}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={commit}
        onKeyDown={({ key }: KeyboardEvent) => {
          if (key === 'Enter') {
            commit();
          }
        }}
      />
    </InlineField>
  );
}
