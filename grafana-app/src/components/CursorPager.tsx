import React from 'react';
import { Button, Stack } from '@grafana/ui';
import { t } from '../t';

interface Props {
  /** Cursors of the pages before this one, in order; empty on the first page. */
  readonly trail: readonly string[];
  readonly nextCursor: string | null;
  readonly onChange: (trail: readonly string[]) => void;
  readonly label: string;
}

/** Pages of a list that the server continues from a cursor: onward, back, and to the first. */
export function CursorPager({ trail, nextCursor, onChange, label }: Props) {
  if (trail.length === 0 && nextCursor === null) {
    return null;
  }
  return (
    <nav aria-label={label}>
      <Stack gap={1} alignItems="center" wrap="wrap">
        <Button
          variant="secondary"
          size="sm"
          icon="angle-double-left"
          disabled={trail.length === 0}
          onClick={() => onChange([])}
        >
          {t('pager.first', 'First')}
        </Button>
        <Button
          variant="secondary"
          size="sm"
          icon="angle-left"
          disabled={trail.length === 0}
          onClick={() => onChange(trail.slice(0, -1))}
        >
          {t('pager.previous', 'Previous')}
        </Button>
        <span aria-live="polite">{t('pager.page', 'Page {{page}}', { page: trail.length + 1 })}</span>
        <Button
          variant="secondary"
          size="sm"
          icon="angle-right"
          disabled={nextCursor === null}
          onClick={() => nextCursor !== null && onChange([...trail, nextCursor])}
        >
          {t('pager.next', 'Next')}
        </Button>
      </Stack>
    </nav>
  );
}
