// Finds Bicep's own compiler: `bicep` on PATH, or else the one in the NuGet package. The .NET SDK fetches this package once per machine.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The version that infra/compiled is made with. Its linter and its types decide what passes. */
export const pinnedVersion = '0.49.2';
const packageName = 'Azure.Bicep.CommandLine.linux-x64';

/** @returns {{ command: string, version: string } | { reason: string }} a compiler that runs, or why there is none */
export function findCompiler(cacheFolder) {
  const onPath = versionOf('bicep');
  if (onPath) return { command: 'bicep', version: onPath };
  if (`${process.platform}-${process.arch}` !== 'linux-x64')
    return { reason: 'no bicep is on PATH' };
  const command = path.join(
    packagesFolder(),
    packageName.toLowerCase(),
    pinnedVersion,
    'tools/bicep',
  );
  if (!existsSync(command)) {
    const reason = fetchPackage(cacheFolder);
    if (reason) return { reason };
  }
  // NuGet does not make the unpacked file executable for all users.
  chmodSync(command, 0o755);
  const version = versionOf(command);
  return version ? { command, version } : { reason: `${command} does not run` };
}

function packagesFolder() {
  return process.env.NUGET_PACKAGES ?? path.join(homedir(), '.nuget', 'packages');
}

function versionOf(command) {
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
}

/** @returns {string | undefined} why the package could not be fetched */
function fetchPackage(cacheFolder) {
  if (spawnSync('dotnet', ['--version']).status !== 0) return 'neither bicep nor dotnet is on PATH';
  mkdirSync(cacheFolder, { recursive: true });
  const project = path.join(cacheFolder, 'compiler.csproj');
  writeFileSync(
    project,
    `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences></PropertyGroup>
  <ItemGroup><PackageDownload Include="${packageName}" Version="[${pinnedVersion}]" /></ItemGroup>
</Project>
`,
  );
  const { status, stdout } = spawnSync('dotnet', ['restore', project], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status === 0) return undefined;
  const error = stdout.split('\n').find((line) => line.includes('error')) ?? 'no answer';
  return `dotnet could not restore ${packageName} ${pinnedVersion}: ${error.trim()}`;
}
