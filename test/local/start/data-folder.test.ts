import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeDataFolder } from '../../../local/start/data-folder.ts';
import { freshDataFolder, removeDataFolder } from '../../support/stack.ts';

let folder: string;
beforeEach(() => {
  folder = freshDataFolder();
});
afterEach(() => {
  removeDataFolder(folder);
});

test('only one stack holds a data folder, and a released one can be taken again', () => {
  const first = takeDataFolder(folder);
  expect(() => takeDataFolder(folder)).toThrow(
    'stop it first, or choose another folder with --data',
  );
  first.release();
  takeDataFolder(folder).release();
});

test('what a killed stack left is seen, whatever is in it', () => {
  expect(takenOnce().leftOver).toBeNull();
  writeFileSync(path.join(folder, 'run.json'), '{"pid": 1, "processes": {"host": 2}}');
  expect(takenOnce().leftOver).toEqual({ pid: 1, processes: { host: 2 } });
  writeFileSync(path.join(folder, 'run.json'), '{"pi');
  expect(takenOnce().leftOver).toEqual({ pid: 0, processes: {} });
});

test('the keys’ folder is closed to others', () => {
  takenOnce();
  expect(statSync(path.join(folder, 'keys')).mode & 0o777).toBe(0o700);
});

test('a folder that cannot be made is named in one line', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => takeDataFolder(path.join(file, 'data'))).toThrow('cannot be written');
});

function takenOnce() {
  const data = takeDataFolder(folder);
  data.release();
  return data;
}
