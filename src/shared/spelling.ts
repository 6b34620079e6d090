/** Whether spelling is checked: as chosen, else where the system does it without asking a server for a dictionary. */
export function checksSpelling(choice: boolean | null, platform: string): boolean {
  return choice ?? platform === 'darwin';
}
