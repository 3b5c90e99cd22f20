import './page.css';
import '@fontsource/inter/cyrillic-400.css';
import '@fontsource/inter/cyrillic-500.css';
import { createRoot } from 'react-dom/client';
import { config } from '@grafana/runtime';
import { createTheme } from '@grafana/data';
import { Host } from './chrome/Host.tsx';
import { bootData } from './boot-data.ts';
import { installServices } from './services/install.ts';
import { sharePackages } from './plugins/shared-packages.ts';

// Grafana ships Roboto Mono; the preview has no copy of it, and takes what the system has.
config.theme2 = createTheme({
  colors: { mode: bootData().user.lightTheme ? 'light' : 'dark' },
  typography: { fontFamilyMonospace: 'ui-monospace, monospace' },
});
await installServices();
// SystemJS copies a module when it is set: what is installed later would stay unseen by plugins.
sharePackages();

const root = document.getElementById('reactRoot');
if (root === null) throw new Error('the page has no #reactRoot');
createRoot(root).render(<Host />);
