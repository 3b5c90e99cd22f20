import React from 'react';
import { Page } from '../../components/Page';

export default function Inventory() {
  return <Page title="Inventory">{null}</Page>;
}
