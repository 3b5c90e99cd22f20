import React, { type ReactNode } from 'react';
import { locationUtil, type NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';

interface Props {
  readonly title: string;
  readonly subTitle?: ReactNode;
  readonly actions?: ReactNode;
  /** The page above this one: the list that an item belongs to. */
  readonly parent?: { readonly title: string; readonly url: string };
  readonly children: ReactNode;
}

/** A page of the app in Grafana's frame, with its place in the breadcrumbs. */
export function Page({ title, subTitle, actions, parent, children }: Props) {
  const pageNav: NavModelItem = {
    text: title,
    ...(parent === undefined
      ? {}
      : { parentItem: { text: parent.title, url: locationUtil.assureBaseUrl(parent.url) } }),
  };
  return (
    <PluginPage pageNav={pageNav} subTitle={subTitle} actions={actions}>
      {children}
    </PluginPage>
  );
}
