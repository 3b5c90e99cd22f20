import { counter, gauge } from '../../../contract/metrics.ts';

const MOUNT = ['export', 'protocol', 'mountaddr'] as const;
const TRANSPORT = ['export', 'protocol', 'mountaddr', 'transport'] as const;
const OPERATION = ['export', 'protocol', 'mountaddr', 'operation'] as const;
const ofMount = (help: string) => counter(help, MOUNT);
const ofTransport = (help: string) => counter(help, TRANSPORT);
const ofOperation = (help: string) => counter(help, OPERATION);

export const metrics = {
  node_mountstats_nfs_mountpoint_info: gauge('Info metric for an NFS mountpoint.', [
    'export',
    'protocol',
    'mountaddr',
    'mountpoint',
  ]),
  node_mountstats_nfs_age_seconds_total: ofMount('The age of the NFS mount in seconds.'),
  node_mountstats_nfs_read_bytes_total: ofMount('Number of bytes read using the read() syscall.'),
  node_mountstats_nfs_write_bytes_total: ofMount('Number of bytes written using the write() syscall.'),
  node_mountstats_nfs_direct_read_bytes_total: ofMount(
    'Number of bytes read using the read() syscall in O_DIRECT mode.',
  ),
  node_mountstats_nfs_direct_write_bytes_total: ofMount(
    'Number of bytes written using the write() syscall in O_DIRECT mode.',
  ),
  node_mountstats_nfs_total_read_bytes_total: ofMount('Number of bytes read from the NFS server, in total.'),
  node_mountstats_nfs_total_write_bytes_total: ofMount(
    'Number of bytes written to the NFS server, in total.',
  ),
  node_mountstats_nfs_read_pages_total: ofMount("Number of pages read directly via mmap()'d files."),
  node_mountstats_nfs_write_pages_total: ofMount("Number of pages written directly via mmap()'d files."),

  node_mountstats_nfs_transport_bind_total: ofTransport(
    'Number of times the client has had to establish a connection from scratch to the NFS server.',
  ),
  node_mountstats_nfs_transport_connect_total: ofTransport(
    'Number of times the client has made a TCP connection to the NFS server.',
  ),
  node_mountstats_nfs_transport_idle_time_seconds: gauge(
    'Duration since the NFS mount last saw any RPC traffic, in seconds.',
    TRANSPORT,
  ),
  node_mountstats_nfs_transport_sends_total: ofTransport(
    'Number of RPC requests for this mount sent to the NFS server.',
  ),
  node_mountstats_nfs_transport_receives_total: ofTransport(
    'Number of RPC responses for this mount received from the NFS server.',
  ),
  node_mountstats_nfs_transport_bad_transaction_ids_total: ofTransport(
    'Number of times the NFS server sent a response with a transaction ID unknown to this client.',
  ),
  node_mountstats_nfs_transport_backlog_queue_total: ofTransport(
    'Total number of items added to the RPC backlog queue.',
  ),
  node_mountstats_nfs_transport_maximum_rpc_slots: gauge(
    'Maximum number of simultaneously active RPC requests ever used.',
    TRANSPORT,
  ),
  node_mountstats_nfs_transport_sending_queue_total: ofTransport(
    'Total number of items added to the RPC transmission sending queue.',
  ),
  node_mountstats_nfs_transport_pending_queue_total: ofTransport(
    'Total number of items added to the RPC transmission pending queue.',
  ),

  node_mountstats_nfs_operations_requests_total: ofOperation(
    'Number of requests performed for a given operation.',
  ),
  node_mountstats_nfs_operations_transmissions_total: ofOperation(
    'Number of times an actual RPC request has been transmitted for a given operation.',
  ),
  node_mountstats_nfs_operations_major_timeouts_total: ofOperation(
    'Number of times a request has had a major timeout for a given operation.',
  ),
  node_mountstats_nfs_operations_sent_bytes_total: ofOperation(
    'Number of bytes sent for a given operation, including RPC headers and payload.',
  ),
  node_mountstats_nfs_operations_received_bytes_total: ofOperation(
    'Number of bytes received for a given operation, including RPC headers and payload.',
  ),
  node_mountstats_nfs_operations_queue_time_seconds_total: ofOperation(
    'Duration all requests spent queued for transmission for a given operation before they were sent, in seconds.',
  ),
  node_mountstats_nfs_operations_response_time_seconds_total: ofOperation(
    'Duration all requests took to get a reply back after a request for a given operation was transmitted, in seconds.',
  ),
  node_mountstats_nfs_operations_request_time_seconds_total: ofOperation(
    'Duration all requests took from when a request was enqueued to when it was completely handled for a given operation, in seconds.',
  ),

  node_mountstats_nfs_event_inode_revalidate_total: ofMount(
    'Number of times cached inode attributes are re-validated from the server.',
  ),
  node_mountstats_nfs_event_dnode_revalidate_total: ofMount(
    'Number of times cached dentry nodes are re-validated from the server.',
  ),
  node_mountstats_nfs_event_data_invalidate_total: ofMount('Number of times an inode cache is cleared.'),
  node_mountstats_nfs_event_attribute_invalidate_total: ofMount(
    'Number of times cached inode attributes are invalidated.',
  ),
  node_mountstats_nfs_event_vfs_open_total: ofMount(
    'Number of times cached inode attributes are invalidated.',
  ),
  node_mountstats_nfs_event_vfs_lookup_total: ofMount('Number of times a directory lookup has occurred.'),
  node_mountstats_nfs_event_vfs_access_total: ofMount('Number of times permissions have been checked.'),
  node_mountstats_nfs_event_vfs_update_page_total: ofMount(
    'Number of updates (and potential writes) to pages.',
  ),
  node_mountstats_nfs_event_vfs_read_page_total: ofMount("Number of pages read directly via mmap()'d files."),
  node_mountstats_nfs_event_vfs_read_pages_total: ofMount('Number of times a group of pages have been read.'),
  node_mountstats_nfs_event_vfs_write_page_total: ofMount(
    "Number of pages written directly via mmap()'d files.",
  ),
  node_mountstats_nfs_event_vfs_write_pages_total: ofMount(
    'Number of times a group of pages have been written.',
  ),
  node_mountstats_nfs_event_vfs_getdents_total: ofMount(
    'Number of times directory entries have been read with getdents().',
  ),
  node_mountstats_nfs_event_vfs_setattr_total: ofMount(
    'Number of times directory entries have been read with getdents().',
  ),
  node_mountstats_nfs_event_vfs_flush_total: ofMount(
    'Number of pending writes that have been forcefully flushed to the server.',
  ),
  node_mountstats_nfs_event_vfs_fsync_total: ofMount(
    'Number of times fsync() has been called on directories and files.',
  ),
  node_mountstats_nfs_event_vfs_lock_total: ofMount('Number of times locking has been attempted on a file.'),
  node_mountstats_nfs_event_vfs_file_release_total: ofMount(
    'Number of times files have been closed and released.',
  ),
  node_mountstats_nfs_event_truncation_total: ofMount('Number of times files have been truncated.'),
  node_mountstats_nfs_event_write_extension_total: ofMount(
    'Number of times a file has been grown due to writes beyond its existing end.',
  ),
  node_mountstats_nfs_event_silly_rename_total: ofMount(
    'Number of times a file was removed while still open by another process.',
  ),
  node_mountstats_nfs_event_short_read_total: ofMount(
    'Number of times the NFS server gave less data than expected while reading.',
  ),
  node_mountstats_nfs_event_short_write_total: ofMount(
    'Number of times the NFS server wrote less data than expected while writing.',
  ),
  node_mountstats_nfs_event_jukebox_delay_total: ofMount(
    'Number of times the NFS server indicated EJUKEBOX; retrieving data from offline storage.',
  ),
  node_mountstats_nfs_event_pnfs_read_total: ofMount('Number of NFS v4.1+ pNFS reads.'),
  node_mountstats_nfs_event_pnfs_write_total: ofMount('Number of NFS v4.1+ pNFS writes.'),
};

/** In the order of the numbers behind `bytes:`. */
export const BYTE_METRICS = [
  'node_mountstats_nfs_read_bytes_total',
  'node_mountstats_nfs_write_bytes_total',
  'node_mountstats_nfs_direct_read_bytes_total',
  'node_mountstats_nfs_direct_write_bytes_total',
  'node_mountstats_nfs_total_read_bytes_total',
  'node_mountstats_nfs_total_write_bytes_total',
  'node_mountstats_nfs_read_pages_total',
  'node_mountstats_nfs_write_pages_total',
] as const;

/** In the order of the numbers behind `events:`; null for the congestion wait, which node_exporter leaves out. */
export const EVENT_METRICS = [
  'node_mountstats_nfs_event_inode_revalidate_total',
  'node_mountstats_nfs_event_dnode_revalidate_total',
  'node_mountstats_nfs_event_data_invalidate_total',
  'node_mountstats_nfs_event_attribute_invalidate_total',
  'node_mountstats_nfs_event_vfs_open_total',
  'node_mountstats_nfs_event_vfs_lookup_total',
  'node_mountstats_nfs_event_vfs_access_total',
  'node_mountstats_nfs_event_vfs_update_page_total',
  'node_mountstats_nfs_event_vfs_read_page_total',
  'node_mountstats_nfs_event_vfs_read_pages_total',
  'node_mountstats_nfs_event_vfs_write_page_total',
  'node_mountstats_nfs_event_vfs_write_pages_total',
  'node_mountstats_nfs_event_vfs_getdents_total',
  'node_mountstats_nfs_event_vfs_setattr_total',
  'node_mountstats_nfs_event_vfs_flush_total',
  'node_mountstats_nfs_event_vfs_fsync_total',
  'node_mountstats_nfs_event_vfs_lock_total',
  'node_mountstats_nfs_event_vfs_file_release_total',
  null,
  'node_mountstats_nfs_event_truncation_total',
  'node_mountstats_nfs_event_write_extension_total',
  'node_mountstats_nfs_event_silly_rename_total',
  'node_mountstats_nfs_event_short_read_total',
  'node_mountstats_nfs_event_short_write_total',
  'node_mountstats_nfs_event_jukebox_delay_total',
  'node_mountstats_nfs_event_pnfs_read_total',
  'node_mountstats_nfs_event_pnfs_write_total',
] as const;

/** In the order of the numbers behind the name of an operation. */
export const OPERATION_METRICS = [
  'node_mountstats_nfs_operations_requests_total',
  'node_mountstats_nfs_operations_transmissions_total',
  'node_mountstats_nfs_operations_major_timeouts_total',
  'node_mountstats_nfs_operations_sent_bytes_total',
  'node_mountstats_nfs_operations_received_bytes_total',
] as const;

/** In the order of the times behind those. */
export const OPERATION_TIME_METRICS = [
  'node_mountstats_nfs_operations_queue_time_seconds_total',
  'node_mountstats_nfs_operations_response_time_seconds_total',
  'node_mountstats_nfs_operations_request_time_seconds_total',
] as const;
