import React from 'react';
import { Page } from '../../components/Page';

export default function Incidents() {
  return <Page title="Incidents">{null}</Page>;
}
