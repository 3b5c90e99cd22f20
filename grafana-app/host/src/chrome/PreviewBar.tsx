import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { preview } from '../boot-data.ts';

const CHOICES = [
  { name: 'role', label: 'Role', value: preview.preferences.role, options: ['Viewer', 'Editor', 'Admin'] },
  { name: 'theme', label: 'Theme', value: preview.preferences.theme, options: ['dark', 'light'] },
  { name: 'lang', label: 'Language', value: preview.preferences.language, options: ['en-US', 'ru-RU'] },
  {
    name: 'timezone',
    label: 'Time zone',
    value: preview.preferences.timeZone,
    options: ['browser', 'utc', 'Europe/Moscow', 'America/New_York', 'Asia/Tokyo'],
  },
] as const;

/** Says that this is not Grafana, and lets people see the plugin as somebody else sees it. */
export function PreviewBar() {
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.bar} data-testid="preview-bar">
      <strong>Preview, not Grafana</strong>
      <span className={styles.note}>The built plugin in a page of its own, in front of the same API.</span>
      {preview.demo && (
        <strong className={styles.demo} data-testid="demo-banner">
          Demo data: nothing here is real
        </strong>
      )}
      <div className={styles.choices}>
        {CHOICES.map(({ name, label, value, options }) => (
          <label key={name}>
            {label}{' '}
            <select className={styles.select} value={value} onChange={(event) => switchTo(name, event.target.value)}>
              {[...new Set<string>([...options, value])].map((option) => (
                <option key={option}>{option}</option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </header>
  );
}

/** Who is signed in, the theme and the language belong to the page as it was served: it is loaded anew. */
function switchTo(name: string, value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.location.assign(url);
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 2),
    background: theme.colors.background.secondary,
    borderBottom: `1px solid ${theme.colors.border.medium}`,
  }),
  note: css({ color: theme.colors.text.secondary }),
  demo: css({
    padding: theme.spacing(0.25, 1),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.warning.main,
    color: theme.colors.warning.contrastText,
  }),
  choices: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), marginLeft: 'auto' }),
  select: css({
    height: theme.spacing(3.5),
    width: 'auto',
    margin: 0,
    padding: theme.spacing(0, 0.5),
    color: theme.colors.text.primary,
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.strong}`,
    borderRadius: theme.shape.radius.default,
  }),
});
