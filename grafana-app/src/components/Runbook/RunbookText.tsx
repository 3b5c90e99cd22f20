import React, { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { css } from '@emotion/css';
import { renderMarkdown, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { t } from '../../t';
import { QueryView } from '../QueryView';
import { withoutFileLinks } from './place';

/** Where Grafana serves the plugin's files from, with a slash at the end: webpack puts it in. */
declare const __webpack_public_path__: string;

/** A file of the plugin: it changes with the plugin only. */
export default function RunbookText({ name }: { readonly name: string }) {
  const query = useQuery({
    queryKey: ['runbook', name],
    queryFn: ({ signal }) => load(name, signal),
    staleTime: Infinity,
  });
  return <QueryView query={query}>{(markdown) => <Rendered markdown={markdown} />}</QueryView>;
}

function Rendered({ markdown }: { readonly markdown: string }) {
  const styles = useStyles2(getStyles);
  const html = useMemo(() => renderMarkdown(withoutFileLinks(markdown)), [markdown]);
  // renderMarkdown() leaves nothing in it that runs.
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />;
}

async function load(name: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(`${__webpack_public_path__}runbooks/${name}.md`, { signal });
  if (!response.ok) {
    const message = t('runbook.missing', 'This version of the plugin does not bring the runbook {{name}}', { name });
    throw new ApiError('grafana', response.status === 404 ? 'not-found' : 'failed', response.status, message);
  }
  return response.text();
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({
    overflowWrap: 'anywhere',
    h1: { ...theme.typography.h4 },
    h2: { ...theme.typography.h5 },
    'ol, ul': { paddingLeft: theme.spacing(3), marginBottom: theme.spacing(1.5) },
    code: { whiteSpace: 'pre-wrap' },
  }),
});
