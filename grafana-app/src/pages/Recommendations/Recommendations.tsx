import React from 'react';
import { Page } from '../../components/Page';

export default function Recommendations() {
  return <Page title="Recommendations">{null}</Page>;
}
