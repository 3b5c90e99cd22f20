/** Without the last one, which Linux 2.5 did not have. */
export const LEAST_NFS4_OPERATIONS = 39;

/**
 * The operations of NFSv4.0 by their number, RFC 7530, under node_exporter's names; null for those that it leaves
 * out: 0 to 2, which do not exist, PUTPUBFH and PUTROOTFH.
 */
export const NFS4_OPERATIONS = [
  null,
  null,
  null,
  'Access',
  'Close',
  'Commit',
  'Create',
  'DelegPurge',
  'DelegReturn',
  'GetAttr',
  'GetFH',
  'Link',
  'Lock',
  'Lockt',
  'Locku',
  'Lookup',
  'LookupRoot',
  'Nverify',
  'Open',
  'OpenAttr',
  'OpenConfirm',
  'OpenDgrd',
  'PutFH',
  null,
  null,
  'Read',
  'ReadDir',
  'ReadLink',
  'Remove',
  'Rename',
  'Renew',
  'RestoreFH',
  'SaveFH',
  'SecInfo',
  'SetAttr',
  'SetClientID',
  'SetClientIDConfirm',
  'Verify',
  'Write',
  'RelLockOwner',
] as const;
