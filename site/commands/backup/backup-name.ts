/** File name of a backup of that moment: `truelift-20261123-220105.sql`, in UTC. */
export function backupName(takenAt: Date, { remote = false, before = false } = {}): string {
  const [day, time] = takenAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `truelift-${remote ? 'deployed-' : ''}${before ? 'before-restore-' : ''}${day}-${time}.sql`;
}
