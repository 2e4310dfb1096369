export { DATABASE_ENTRY, type BackupContents } from '../archive/backup-contents.ts';
export * from '../archive/read-backup.ts';
export * from '../archive/write-backup.ts';
export * from './adopt-files.ts';
export * from './home-files.ts';
