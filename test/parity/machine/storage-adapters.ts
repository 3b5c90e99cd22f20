/** NVMe, Fibre Channel, InfiniBand, tape drives, multipath. */
import type { MachinePart } from '../machine-part.ts';

const below = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, content]) => [`${folder}/${file}`, content]));

const nvme = below('sys/class/nvme/nvme1', {
  model: 'Example NVMe 960                        \n',
  serial: 'S3EX          \n',
  firmware_rev: '3B6Q\n',
  state: 'live\n',
  cntlid: '12\n',
  'nvme1c1n3/nuse': '4096\n',
  'nvme1c1n3/size': '8192\n',
  'nvme1c1n3/queue/logical_block_size': '512\n',
});

const fibreChannel = below('sys/class/fc_host/host5', {
  speed: '32 Gbit\n',
  port_state: 'Online\n',
  port_type: 'NPort (fabric via point-to-point)\n',
  port_id: '0x010a00\n',
  port_name: '0x21000024ff7a1b2c\n',
  node_name: '0x20000024ff7a1b2c\n',
  fabric_name: '0x\n',
  symbolic_name: 'Example "HBA"\\ v1\n',
  supported_classes: 'Class 3\n',
  supported_speeds: '8 Gbit, 16 Gbit, 32 Gbit\n',
  dev_loss_tmo: '45\n',
  'statistics/dumped_frames': '0xffffffffffffffff\n',
  'statistics/error_frames': '0x0\n',
  'statistics/rx_frames': '0xabcdef0123\n',
  'statistics/tx_frames': '0x10\n',
  'statistics/nos_count': '7\n',
  'statistics/fcp_packet_aborts': '0xffffffff\n',
});

const mlx4 = {
  fw_ver: '2.42.5000\n',
  board_id: 'EX_1090111019\n',
  hca_type: 'MT4099\n',
  'ports/1/state': '4: ACTIVE\n',
  'ports/1/phys_state': '5: LinkUp\n',
  'ports/1/rate': '56 Gb/sec (4X FDR)\n',
  'ports/1/counters/port_rcv_data': '4631917\n',
  'ports/1/counters/port_xmit_data': '3733440\n',
  'ports/1/counters/port_xmit_wait': '4294967295\n',
  'ports/1/counters/link_downed': 'N/A (no PMA)\n',
  'ports/1/counters/multicast_rcv_packets': '93\n',
  'ports/1/counters_ext/port_rcv_data_64': '18446744073\n',
  'ports/1/counters_ext/port_xmit_packets_64': '5\n',
  'ports/2/state': '1: DOWN\n',
  'ports/2/phys_state': '2: Polling\n',
  'ports/2/rate': '2.5 Gb/sec (1X SDR)\n',
  'ports/2/counters/link_downed': '3\n',
};

const tape = below('sys/class/scsi_tape/st1/stats', {
  in_flight: '1\n',
  io_ns: '9247011087720\n',
  other_cnt: '1409\n',
  read_byte_cnt: '979383912\n',
  read_cnt: '3741\n',
  read_ns: '33788355744\n',
  resid_cnt: '19\n',
  write_byte_cnt: '1496246784000\n',
  write_cnt: '53772916\n',
  write_ns: '5233597394395\n',
});

const multipath = below('sys/block', {
  'dm-7/dm/uuid': 'mpath-3600508b4\n',
  'dm-7/dm/name': 'mpathz\n',
  'dm-7/dm/suspended': '0\n',
  'dm-7/size': '4096\n',
  'dm-7/slaves/sdy/dev': '8:128\n',
  'sdy/device/state': 'running\n',
});

const CAME_LATER = 'came after 1.5.0';

export default {
  files: {
    ...nvme,
    ...fibreChannel,
    ...below('sys/class/infiniband/mlx4_1', mlx4),
    ...tape,
    'sys/class/scsi_tape/nst1/dev': '9:129\n',
    'sys/class/scsi_tape/st2/stats/in_flight': '0\n',
    ...multipath,
  },
  peerArgs: () => ['--collector.tapestats.ignored-devices=^st2$'],
  config: () => ({ tapestats: { ignoredDevices: '^st2$' } }),
  differs: {
    node_nvme_info: `its label cntlid ${CAME_LATER}`,
    'node_nvme_namespace_*': CAME_LATER,
  },
} satisfies MachinePart;
