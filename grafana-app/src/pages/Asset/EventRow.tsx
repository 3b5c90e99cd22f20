import React, { useId } from 'react';
import { IconButton, useStyles2 } from '@grafana/ui';
import type { FathomEvent } from '../../api/types';
import { EventSeverityBadge } from '../../components/severity';
import { getCellStyles } from '../../components/Table';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import { Attributes } from './Attributes';

const COLUMNS = 6;

interface Props {
  readonly event: FathomEvent;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** An event, and below it, when it is open, all that came with it. */
export function EventRow({ event, isOpen, onToggle }: Props) {
  const styles = useStyles2(getCellStyles);
  const detailsId = useId();
  const { id, message, source, lastTime, count, attributes } = event;
  return (
    <>
      <tr>
        <td>
          <IconButton
            name={isOpen ? 'angle-down' : 'angle-right'}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            aria-label={
              isOpen
                ? t('asset.events.close', 'Hide the details of: {{message}}', { message })
                : t('asset.events.open', 'Show the details of: {{message}}', { message })
            }
            onClick={onToggle}
          />
        </td>
        <td className={styles.nowrap}>
          <ExactTime time={event.time} />
        </td>
        <td>
          <EventSeverityBadge severity={event.severity} />
        </td>
        <td className={styles.nowrap}>{event.kind}</td>
        <td className={styles.text}>{message}</td>
        <td data-numeric="">{count}</td>
      </tr>
      {isOpen && (
        <tr id={detailsId}>
          <td colSpan={COLUMNS}>
            <Attributes attributes={{ id, source, ...(count > 1 ? { lastTime } : {}), ...attributes }} />
          </td>
        </tr>
      )}
    </>
  );
}
