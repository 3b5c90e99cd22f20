export function zipPlugin(dist: string, target: string): void;
