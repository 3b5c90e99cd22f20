import React from 'react';
import { dateTimeFormat, dateTimeFormatTimeAgo } from '@grafana/data';

/** How long ago, with the exact time (in the time zone of the viewer's preferences) on hover and for machines. */
export function When({ time }: { readonly time: string }) {
  return (
    <time dateTime={time} title={dateTimeFormat(time, { defaultWithMS: true })}>
      {dateTimeFormatTimeAgo(time)}
    </time>
  );
}

/** The exact time, in the time zone of the viewer's preferences. */
export function ExactTime({ time }: { readonly time: string }) {
  return <time dateTime={time}>{dateTimeFormat(time)}</time>;
}
