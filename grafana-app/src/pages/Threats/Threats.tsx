import React from 'react';
import { Page } from '../../components/Page';

export default function Threats() {
  return <Page title="Threats">{null}</Page>;
}
