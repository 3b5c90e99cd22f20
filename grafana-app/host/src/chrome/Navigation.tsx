import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Link, useLocation } from 'react-router-dom-v5-compat';
import { preview } from '../boot-data.ts';
import { pluginPages, previewPages, type NavigationItem } from './navigation-items.ts';

export function Navigation() {
  const styles = useStyles2(getStyles);
  return (
    <nav className={styles.nav} aria-label="Pages">
      <Group title={preview.app.name} items={pluginPages()} />
      <Group title="Also in this preview" items={previewPages()} />
    </nav>
  );
}

function Group({ title, items }: { title: string; items: readonly NavigationItem[] }) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  return (
    <section>
      <div className={styles.title}>{title}</div>
      <ul className={styles.list}>
        {items.map(({ text, path }) => (
          <li key={path}>
            <Link to={path} className={styles.link} aria-current={pathname.startsWith(path) ? 'page' : undefined}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  nav: css({
    width: 220,
    flexShrink: 0,
    padding: theme.spacing(2, 0),
    borderRight: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.primary,
    [theme.breakpoints.down('md')]: { width: '100%', borderRight: 0, padding: 0 },
  }),
  title: css({ padding: theme.spacing(1, 2), fontWeight: theme.typography.fontWeightMedium }),
  list: css({
    listStyle: 'none',
    marginBottom: theme.spacing(2),
    [theme.breakpoints.down('md')]: { display: 'flex', flexWrap: 'wrap', marginBottom: 0 },
  }),
  link: css({
    display: 'block',
    padding: theme.spacing(0.75, 2),
    color: theme.colors.text.secondary,
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
    '&[aria-current]': {
      color: theme.colors.text.primary,
      background: theme.colors.action.selected,
      boxShadow: `inset 3px 0 0 ${theme.colors.primary.main}`,
    },
  }),
});
