import { z } from 'zod';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { AdjtimexReply, KernelClock } from '../../../contract/ports.ts';
import { parseTimex } from './parse.ts';

/** adjtimex(2) returns it for a clock that is not synchronized. */
const TIME_ERROR = 5;
/** In `status`: offset and jitter are in nanoseconds rather than microseconds. */
const STA_NANO = 0x2000;
const MICROSECONDS = 1e6;
const NANOSECONDS = 1e9;
/** Frequencies are in parts per million, with 16 bits behind the point. */
const SCALED_PPM = 1e6 * 65_536;

export default defineCollector({
  id: 'timex',
  summary: 'The state of the clock that the kernel keeps, from adjtimex(2).',
  config: z.object({}),
  metrics: {
    node_timex_offset_seconds: gauge('Time offset in between local system and reference clock.'),
    node_timex_frequency_adjustment_ratio: gauge('Local clock frequency adjustment.'),
    node_timex_maxerror_seconds: gauge('Maximum error in seconds.'),
    node_timex_estimated_error_seconds: gauge('Estimated error in seconds.'),
    node_timex_status: gauge('Value of the status array bits.'),
    node_timex_loop_time_constant: gauge('Phase-locked loop time constant.'),
    node_timex_tick_seconds: gauge('Seconds between clock ticks.'),
    node_timex_pps_frequency_hertz: gauge('Pulse per second frequency.'),
    node_timex_pps_jitter_seconds: gauge('Pulse per second jitter.'),
    node_timex_pps_shift_seconds: gauge('Pulse per second interval duration.'),
    node_timex_pps_stability_hertz: gauge('Pulse per second stability, average of recent frequency changes.'),
    node_timex_pps_jitter_total: counter('Pulse per second count of jitter limit exceeded events.'),
    node_timex_pps_calibration_total: counter('Pulse per second count of calibration intervals.'),
    node_timex_pps_error_total: counter('Pulse per second count of calibration errors.'),
    node_timex_pps_stability_exceeded_total: counter(
      'Pulse per second count of stability limit exceeded events.',
    ),
    node_timex_tai_offset_seconds: gauge('International Atomic Time (TAI) offset.'),
    node_timex_sync_status: gauge('Is clock synchronized to a reliable server (1 = yes, 0 = no).'),
  },
  needs: ['clock'],
  collect({ clock }, _config, out) {
    const { state, timex: bytes, wordBytes } = ask(clock);
    const timex = parseTimex(bytes, wordBytes);
    const unit = (timex.status & STA_NANO) === 0 ? MICROSECONDS : NANOSECONDS;
    out.node_timex_sync_status(state === TIME_ERROR ? 0 : 1);
    out.node_timex_offset_seconds(timex.offset / unit);
    out.node_timex_frequency_adjustment_ratio(1 + timex.frequency / SCALED_PPM);
    out.node_timex_maxerror_seconds(timex.maxError / MICROSECONDS);
    out.node_timex_estimated_error_seconds(timex.estimatedError / MICROSECONDS);
    out.node_timex_status(timex.status);
    out.node_timex_loop_time_constant(timex.constant);
    out.node_timex_tick_seconds(timex.tick / MICROSECONDS);
    out.node_timex_pps_frequency_hertz(timex.ppsFrequency / SCALED_PPM);
    out.node_timex_pps_jitter_seconds(timex.jitter / unit);
    out.node_timex_pps_shift_seconds(timex.shift);
    out.node_timex_pps_stability_hertz(timex.stability / SCALED_PPM);
    out.node_timex_pps_jitter_total(timex.jitterCount);
    out.node_timex_pps_calibration_total(timex.calibrationCount);
    out.node_timex_pps_error_total(timex.errorCount);
    out.node_timex_pps_stability_exceeded_total(timex.stabilityCount);
    out.node_timex_tai_offset_seconds(timex.tai);
  },
});

/** A container's filter of system calls may forbid it: then there is nothing to show, as with node_exporter. */
function ask(clock: KernelClock): AdjtimexReply {
  try {
    return clock.adjtimex();
  } catch (error) {
    if (error instanceof ModuleError && error.code === 'permission_denied')
      throw new ModuleError('unsupported', 'the system call adjtimex is not permitted', { cause: error });
    throw error;
  }
}
