/** The product's mark, as in assets: a windrose on chart blue. Fixed colours: it is the same in both themes. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path d="M16 1C27 1 31 5 31 16S27 31 16 31 1 27 1 16 5 1 16 1Z" fill="#143a4b" />
      <path d="M16 16 29 16 20.4 20.4ZM16 16 16 29 11.6 20.4ZM16 16 3 16 11.6 11.6Z" fill="#f4f9fa" />
      <path d="M16 16 29 16 20.4 11.6ZM16 16 16 29 20.4 20.4ZM16 16 3 16 11.6 20.4Z" fill="#a9c8d2" />
      <path d="M16 16 16 3 20.4 11.6Z" fill="#e0459e" />
      <path d="M16 16 16 3 11.6 11.6Z" fill="#fba9d4" />
    </svg>
  );
}
