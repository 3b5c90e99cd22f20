import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** A path within Grafana, of `paths`. */
  readonly to: string;
  readonly children: ReactNode;
  readonly 'aria-label'?: string;
  readonly className?: string;
}

/** A link within Grafana: no reload, and right under a sub-path also when opened in a new tab. */
export function AppLink({ to, children, className, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Link to={to} className={className ?? styles.link} {...rest}>
      {children}
    </Link>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    color: theme.colors.text.link,
    textDecoration: 'none',
    '&:hover, &:focus-visible': { textDecoration: 'underline' },
  }),
});
