import React from 'react';
import { Page } from '../../components/Page';

export default function Topology() {
  return <Page title="Topology">{null}</Page>;
}
