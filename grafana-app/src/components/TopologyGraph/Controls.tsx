import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { t } from '../../t';

interface Props {
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onRearrange: () => void;
}

const STEP = 1.5;

/** For those without wheel and two fingers; they do what keys do as well. */
export function Controls({ onZoom, onFit, onRearrange }: Props) {
  const styles = useStyles2(getStyles);
  const buttons = [
    { icon: 'plus', label: t('topology.zoom-in', 'Zoom in'), onClick: () => onZoom(STEP) },
    { icon: 'minus', label: t('topology.zoom-out', 'Zoom out'), onClick: () => onZoom(1 / STEP) },
    { icon: 'expand-arrows', label: t('topology.fit', 'Show all'), onClick: onFit },
    { icon: 'sync', label: t('topology.rearrange', 'Arrange again'), onClick: onRearrange },
  ] as const;
  return (
    <div className={styles.controls} role="group" aria-label={t('topology.view', 'View')}>
      {buttons.map(({ icon, label, onClick }) => (
        <Button
          key={icon}
          variant="secondary"
          size="sm"
          icon={icon}
          aria-label={label}
          tooltip={label}
          tooltipPlacement="left"
          onClick={onClick}
        />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({
    position: 'absolute',
    top: theme.spacing(1),
    right: theme.spacing(1),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  }),
});
