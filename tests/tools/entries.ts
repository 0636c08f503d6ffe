/** The files that programs start from: everything else must be reached from one of them. */

/** The page's first script, which index.html names, beside what the build's configuration names. */
const PAGE_ENTRY = 'src-renderer/main.tsx';

/** The sources that vite.config.ts names or imports. */
export function findEntries(viteConfig: string): string[] {
  const named = [...viteConfig.matchAll(/'(?:\.\/)?(src-[a-z]+\/[^']+\.tsx?)'/g)].flatMap(
    (match) => match[1] ?? [],
  );
  return [PAGE_ENTRY, ...named];
}
