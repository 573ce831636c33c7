// The desktop program: electron-builder's configuration, and what is checked of what it made.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProgram, manifest, root } from './contents.ts';
import { layStandIn } from './dry-run.ts';
import { FUSES, wrongFuses } from './fuses.ts';
import { installTools, toolPath } from './tools.ts';

/** Ours → electron-builder's. */
const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, 'linux' | 'win' | 'mac'>>> = {
  linux: 'linux',
  win32: 'win',
  darwin: 'mac',
};

/** Where packages are made from and into; `electronDist`: instead of Electron's own, unpacked and unsigned. */
type Places = { readonly app: string; readonly out: string; readonly electronDist: string | null };
/** What electron-builder tells after it has packed. */
type Packed = {
  readonly electronPlatformName: string;
  readonly appOutDir: string;
  readonly packager: {
    readonly executableName: string;
    readonly appInfo: { readonly productFilename: string };
  };
};

/** electron-builder's configuration. Signing takes its certificates from the environment, as its manual says (CSC_LINK, WIN_CSC_LINK, APPLE_API_KEY). */
export function configuration({ app, out, electronDist }: Places) {
  const { devDependencies, description } = manifest();
  const isDry = electronDist !== null;
  return {
    appId: 'app.vigil',
    productName: 'Vigil',
    copyright: 'Vigil',
    directories: { app, output: out, buildResources: join(root, 'resources/icons') },
    electronVersion: devDependencies.electron,
    ...(isDry ? { electronDist } : {}),
    asar: true,
    // A driver is loaded by the system, which reads no archives.
    asarUnpack: ['**/*.node'],
    npmRebuild: false,
    nodeGypRebuild: false,
    publish: null,
    files: ['**/*'],
    fileAssociations: [
      {
        ext: 'vigil',
        name: 'Vigil evidence',
        description: 'Sealed evidence of Vigil',
        role: 'Viewer',
        mimeType: 'application/x-vigil',
      },
    ],
    afterPack: setFuses,
    win: {
      target: isDry ? 'dir' : [{ target: 'nsis', arch: ['x64', 'arm64'] }],
      icon: join(root, 'resources/icons/vigil.png'),
      ...(isDry ? { signAndEditExecutable: false } : {}),
    },
    // For every user of the machine: a folder that the operator cannot write to.
    nsis: { oneClick: false, perMachine: true, allowElevation: true, deleteAppDataOnUninstall: false },
    mac: {
      target: isDry ? 'dir' : [{ target: 'dmg', arch: ['universal'] }],
      icon: join(root, 'resources/icons/vigil.png'),
      category: 'public.app-category.business',
      hardenedRuntime: true,
      // Each half of a universal program brings the driver of both processors.
      x64ArchFiles: '**/better-sqlite3/prebuilds/*.node',
    },
    linux: {
      target: isDry ? 'dir' : [{ target: 'AppImage' }, { target: 'deb' }],
      icon: join(root, 'resources/icons'),
      category: 'Office',
      executableName: 'vigil',
      synopsis: description,
      maintainer: 'Vigil <vigil@localhost>',
    },
    deb: { depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libsecret-1-0', 'xdg-utils'] },
  };
}

/** Holds the configuration of a release against electron-builder's own description of one: all systems, whichever this is. Throws for what is none. */
async function requireValid(config: ReturnType<typeof configuration>): Promise<void> {
  const { validateConfiguration } = await import(toolPath('app-builder-lib/out/util/config/config.js'));
  const { DebugLogger } = await import(toolPath('builder-util'));
  await validateConfiguration(config, new DebugLogger(false));
}

/** Sets every fuse of a packed program, and reads them back from its bytes. Throws when one is not as it must be. */
async function setFuses({ electronPlatformName, appOutDir, packager }: Packed): Promise<void> {
  const { flipFuses, FuseV1Options, FuseVersion } = await import(toolPath('@electron/fuses'));
  const program = programOf(electronPlatformName, appOutDir, packager);
  await flipFuses(program.given, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    ...Object.fromEntries(FUSES.map(([, wanted], index) => [index, wanted])),
  });
  if (Object.keys(FuseV1Options).length / 2 !== FUSES.length)
    throw new Error('Electron has other fuses than we set');
  const wrong = wrongFuses(program.read);
  if (wrong.length > 0) throw new Error(`${program.read}: ${wrong.join('; ')}`);
}

/** Where the fuses are: on a Mac in the framework, not in the program. */
function programOf(platform: string, folder: string, packager: Packed['packager']) {
  const name = packager.appInfo.productFilename;
  if (platform === 'win32') return same(join(folder, `${name}.exe`));
  if (platform === 'linux') return same(join(folder, packager.executableName));
  const bundle = join(folder, `${name}.app`);
  const framework = 'Contents/Frameworks/Electron Framework.framework/Electron Framework';
  return { given: bundle, read: join(bundle, framework) };
}
const same = (file: string) => ({ given: file, read: file });

export type DesktopOrder = {
  /** Unpacked, around a program that has nothing but Electron's fuses. */
  readonly isDry: boolean;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
};

/** Makes the packages of a system, and returns their files, or the folder of a dry run. Throws where one cannot be made here. */
export async function packDesktop(
  out: string,
  { isDry, platform, arch }: DesktopOrder,
): Promise<readonly string[]> {
  const name = PLATFORMS[platform];
  if (name === undefined) throw new Error(`no package is made for ${platform}`);
  installTools();
  const { build, Platform, Arch } = await import(toolPath('electron-builder'));
  const app = join(out, 'app');
  // A universal program brings the drivers of both processors.
  copyProgram(app, name === 'mac' ? null : `${platform}-${arch}`);
  giveDependencies(join(app, 'package.json'));
  const desktop = join(out, 'desktop');
  if (isDry) await requireValid(configuration({ app, out: desktop, electronDist: null }));
  const electronDist = isDry ? layStandIn(join(out, 'stand-in'), platform) : null;
  const config = configuration({ app, out: desktop, electronDist });
  rmSync(config.directories.output, { recursive: true, force: true });
  mkdirSync(config.directories.output, { recursive: true });
  const target = Platform[{ win: 'WINDOWS', mac: 'MAC', linux: 'LINUX' }[name]];
  const targets = isDry ? target.createTarget(['dir'], Arch[arch]) : target.createTarget();
  const made: readonly string[] = await build({ projectDir: root, targets, config });
  return isDry ? [config.directories.output] : made;
}

/** electron-builder takes along the packages that the manifest names. */
function giveDependencies(file: string): void {
  const { dependencies } = manifest();
  const own: object = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...own, author: 'Vigil', dependencies }));
}
