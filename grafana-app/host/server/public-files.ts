import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, posix } from 'node:path';
import { RequestError } from './reply.ts';
import { sendFile } from './static-files.ts';

/** Folders behind /public. */
export interface PublicFolders {
  readonly appId: string;
  readonly pluginDist: string;
  /** The bundle of the page. */
  readonly hostDist: string;
  /** What @grafana/ui ships of Grafana's images. */
  readonly uiImages: string;
  /** Icons of Grafana that @grafana/ui does not ship. */
  readonly ownIcons: string;
  readonly fonts: string;
}

/** Answers /public/…: the plugin's files, the page's own, and the icons and fonts that @grafana/ui asks for. */
export async function sendPublic(
  folders: PublicFolders,
  request: IncomingMessage,
  response: ServerResponse,
  path: string
): Promise<void> {
  const { folder, file } = locate(folders, path);
  return sendFile(request, response, folder, file);
}

function locate(folders: PublicFolders, path: string): { folder: string; file: string } {
  const below = (prefix: string) => (path.startsWith(prefix) ? path.slice(prefix.length) : null);
  const icon = below('/public/build/img/');
  if (icon !== null) return locateIcon(folders, icon);
  const font = below('/public/fonts/inter/');
  if (font !== null) return { folder: folders.fonts, file: fontFile(font) };
  const ofPlugin = below(`/public/plugins/${folders.appId}/`);
  if (ofPlugin !== null) return { folder: folders.pluginDist, file: ofPlugin };
  const ofPage = below('/public/host/');
  if (ofPage !== null) return { folder: folders.hostDist, file: ofPage };
  throw new RequestError(404, 'not found');
}

function locateIcon({ uiImages, ownIcons }: PublicFolders, path: string): { folder: string; file: string } {
  if (existsSync(join(uiImages, posix.join('/', path)))) return { folder: uiImages, file: path };
  const name = posix.basename(path);
  return { folder: ownIcons, file: existsSync(join(ownIcons, name)) ? name : 'placeholder.svg' };
}

/** Grafana's names of Inter's files, as fontsource calls them. */
function fontFile(name: string): string {
  return `inter-latin-${name.includes('Medium') ? 500 : 400}-${name.includes('Italic') ? 'italic' : 'normal'}.woff2`;
}
