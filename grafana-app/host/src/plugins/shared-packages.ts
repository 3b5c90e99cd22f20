import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as data from '@grafana/data';
import * as dataUnstable from '@grafana/data/unstable';
import * as runtime from '@grafana/runtime';
import * as runtimeUnstable from '@grafana/runtime/unstable';
import * as ui from '@grafana/ui';
import * as uiUnstable from '@grafana/ui/unstable';
import jquery from 'jquery';
import lodash from 'lodash';
import moment from 'moment';
import * as react from 'react';
import * as reactJsxDevRuntime from 'react/jsx-dev-runtime';
import * as reactJsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import * as reactDomClient from 'react-dom/client';
import * as reactRedux from 'react-redux';
import * as reactRouterDom from 'react-router-dom';
import * as reactRouter from 'react-router-dom-v5-compat';
import * as redux from 'redux';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';
import { getI18nInstance } from 'grafana-internal:i18n/i18n';
import { System } from './system.ts';

/** What Grafana's loader hands out as a whole where a plugin asks for the default export. */
const asDefault = (module: object) => ({ ...module, default: module, __useDefault: true });

const EAGER = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': data,
  '@grafana/data/unstable': dataUnstable,
  '@grafana/runtime': runtime,
  '@grafana/runtime/unstable': runtimeUnstable,
  '@grafana/ui': ui,
  '@grafana/ui/unstable': uiUnstable,
  emotion: emotionCss,
  i18next: getI18nInstance(),
  jquery: asDefault(jquery),
  lodash: asDefault(lodash),
  moment: asDefault(moment),
  react,
  'react-dom': reactDom,
  'react-dom/client': reactDomClient,
  'react-redux': reactRedux,
  'react-router': reactRouter,
  'react-router-dom': reactRouterDom,
  'react/jsx-dev-runtime': reactJsxDevRuntime,
  'react/jsx-runtime': reactJsxRuntime,
  redux,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

/** Packages that few plugins use: fetched when one does. */
const LAZY: Readonly<Record<string, () => Promise<object>>> = {
  '@grafana/slate-react': () => import('slate-react') as Promise<object>,
  d3: () => import('d3') as Promise<object>,
  prismjs: () => import('prismjs') as Promise<object>,
  slate: () => import('slate') as Promise<object>,
  'slate-plain-serializer': () => import('slate-plain-serializer') as Promise<object>,
};

/** Makes the packages that Grafana shares with its plugins known to the loader, under the names plugins use. */
export function sharePackages(): void {
  for (const [name, module] of Object.entries(EAGER)) System.set(addressOf(name), module);
  for (const [name, load] of Object.entries(LAZY)) {
    System.register(addressOf(name), [], (exports) => ({
      setters: [],
      execute: async () => exports(await load()),
    }));
  }
  const names = [...Object.keys(EAGER), ...Object.keys(LAZY)];
  System.addImportMap({ imports: Object.fromEntries(names.map((name) => [name, addressOf(name)])) });
}

function addressOf(name: string): string {
  return `package:${name}`;
}
