/** The settings of a workstation. */
export const settingsWords = {
  title: 'Settings',
  hint: 'Theme, rows, clock and sounds of this workstation (,)',
  description: 'They hold for this workstation and take effect at once.',
  close: 'Close',
  theme: 'Theme',
  themes: { system: 'As the system', dark: 'Dark', light: 'Light', contrast: 'High contrast' },
  density: 'Rows',
  densities: { compact: 'Compact (28 px)', comfortable: 'Comfortable (36 px)' },
  hours: 'Clock',
  hourCycles: { '24': '24 hours: 14:05', '12': '12 hours: 02:05 pm' },
} as const;
