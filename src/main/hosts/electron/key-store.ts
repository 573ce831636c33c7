import { safeStorage } from 'electron';
import type { KeyStore } from '#main/ports/key-store.ts';

/** The key store of the operating system. Where Linux has none, Electron would use a password that everybody knows: then nothing is kept. */
export const osKeyStore: KeyStore = {
  async hindrance() {
    if (!(await safeStorage.isAsyncEncryptionAvailable()))
      return 'The key store of the operating system is not available: no secret can be kept.';
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
      return 'This desktop has no key store (GNOME Keyring or KWallet): no secret can be kept.';
    return null;
  },
  shut: (key) => safeStorage.encryptStringAsync(key),
  async open(shut) {
    try {
      return (await safeStorage.decryptStringAsync(shut)).result;
    } catch {
      return null; // another user's, or another machine's
    }
  },
};
