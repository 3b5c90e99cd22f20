/** Modules that are there at run time but whose types are not: see build/esbuild-plugins.ts. */

declare module 'react-router-dom' {
  import type { ComponentType, ReactNode } from 'react';
  export const Router: ComponentType<{ history: unknown; children: ReactNode }>;
}

declare module 'react-router-dom-v5-compat' {
  import type { ComponentType, ReactNode } from 'react';
  export const CompatRouter: ComponentType<{ children: ReactNode }>;
  export const Routes: ComponentType<{ children: ReactNode }>;
  export const Route: ComponentType<{ path: string; element: ReactNode }>;
  export const Navigate: ComponentType<{ to: string; replace?: boolean }>;
  export const Link: ComponentType<{
    to: string;
    className?: string;
    children: ReactNode;
    'aria-current'?: 'page' | undefined;
  }>;
  export function useLocation(): { pathname: string; search: string };
  export function useParams(): Readonly<Record<string, string | undefined>>;
}

declare module 'grafana-internal:runtime/components/PluginPage' {
  import type { PluginPageType } from '@grafana/runtime';
  export function setPluginPage(component: PluginPageType): void;
}

declare module 'grafana-internal:runtime/components/PanelRenderer' {
  import type { ComponentType } from 'react';
  import type { PanelRendererProps } from '@grafana/runtime';
  export function setPanelRenderer(component: ComponentType<PanelRendererProps>): void;
}

declare module 'grafana-internal:runtime/components/PanelDataErrorView' {
  import type { ComponentType } from 'react';
  import type { PanelDataErrorViewProps } from '@grafana/runtime';
  export function setPanelDataErrorView(component: ComponentType<PanelDataErrorViewProps>): void;
}

declare module 'grafana-internal:i18n/i18n' {
  export function initializeI18n(options: {
    language: string;
    ns: string[];
    module: {
      type: 'backend';
      init(): void;
      read(language: string, namespace: string, done: (error: unknown, data: object) => void): void;
    };
  }): Promise<unknown>;
  export function getI18nInstance(): { t: unknown };
  export function addResourceBundle(language: string, namespace: string, resources: object): void;
}

declare module 'slate';
declare module 'slate-react';
declare module 'slate-plain-serializer';
declare module 'prismjs';
declare module 'd3';
declare module '*.css';
declare module 'moment/locale/ru';
