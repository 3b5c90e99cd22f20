import React from 'react';
import { Page } from '../../components/Page';

export default function Asset() {
  return <Page title="Asset">{null}</Page>;
}
