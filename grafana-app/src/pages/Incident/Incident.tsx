import React from 'react';
import { Page } from '../../components/Page';

export default function Incident() {
  return <Page title="Incident">{null}</Page>;
}
