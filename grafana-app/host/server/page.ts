import type { BootData } from './boot-data.ts';

/** The one HTML page of the preview; like Grafana's, it carries its data and knows its base. */
export function page(data: BootData): string {
  const { settings, user } = data;
  const base = `${settings.appSubUrl}/`;
  return `<!doctype html>
<html lang="${user.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fathom preview</title>
<base href="${base}">
<link rel="icon" href="public/plugins/${data.preview.appId}/img/logo.svg">
<link rel="stylesheet" href="public/host/main.css">
</head>
<body class="theme-${user.theme} app-grafana">
<div id="reactRoot"></div>
<script>
window.grafanaBootData = ${embedded(data)};
window.__grafana_public_path__ = ${embedded(`${base}public/`)};
</script>
<script type="module" src="public/host/main.js"></script>
</body>
</html>
`;
}

/** JSON inside a script: what would end it or a line in it is escaped. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
}
