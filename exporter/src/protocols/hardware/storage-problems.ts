/** Drives that fail or say that they will, and what is made of drives. */
import type { HardwareLimits } from './limits.ts';
import { type Problem, severityOf } from './problem.ts';
import type { DriveReading, StorageReading } from './reading.ts';

export function driveProblems(drive: DriveReading, { driveLifePercent }: HardwareLimits): Problem[] {
  const severity = severityOf(drive.health);
  const predicted = predictedFailure(drive, driveLifePercent);
  // A drive that predicts its failure is also called degraded: that is one problem.
  if (severity === null || (severity === 'warning' && predicted)) return predicted ? [predicted] : [];
  const failed: Problem = {
    kind: 'hardware.drive',
    group: 'storage',
    subject: subjectOf(drive),
    severity,
    text: `drive ${drive.name} ${severity === 'critical' ? 'has failed' : 'is degraded'}`,
    attributes: attributesOf(drive),
  };
  return predicted ? [failed, predicted] : [failed];
}

function predictedFailure(drive: DriveReading, driveLifePercent: number): Problem | null {
  const { failurePredicted, lifeLeftPercent } = drive;
  const isWorn = lifeLeftPercent !== null && lifeLeftPercent <= driveLifePercent;
  if (failurePredicted !== true && !isWorn) return null;
  const reason = failurePredicted === true ? 'predicted' : 'worn';
  return {
    kind: 'hardware.drive_predicted',
    group: 'storage',
    subject: subjectOf(drive),
    severity: reason === 'predicted' ? 'error' : 'warning',
    text:
      reason === 'predicted'
        ? `drive ${drive.name} predicts its failure`
        : `drive ${drive.name} has ${lifeLeftPercent} % of its life left`,
    attributes: { ...attributesOf(drive), reason },
  };
}

const subjectOf = ({ name, storage }: DriveReading) => (storage === '' ? name : `${storage}/${name}`);

function attributesOf(drive: DriveReading) {
  const { name, health, model, serial, slot, storage, mediaType, capacityBytes, lifeLeftPercent, volumes } =
    drive;
  return {
    drive: name,
    health,
    model,
    serial,
    slot,
    storage,
    media_type: mediaType,
    capacity_bytes: capacityBytes,
    life_left_percent: lifeLeftPercent,
    volumes,
  };
}

export function storageProblem({ what, name, health, storage }: StorageReading): Problem | null {
  const severity = severityOf(health);
  if (severity === null) return null;
  return {
    kind: 'hardware.storage',
    group: 'storage',
    subject: `${what} ${storage === '' ? name : `${storage}/${name}`}`,
    severity,
    text: `${what} ${name} ${severity === 'critical' ? 'has failed' : 'is degraded'}`,
    attributes: { what, name, health, storage },
  };
}
