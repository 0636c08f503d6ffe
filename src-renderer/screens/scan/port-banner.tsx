import './port-banner.css';

/** What a port said first: a stranger's words, escaped, and kept from reordering anything around them. */
export function PortBanner({ banner }: { banner: string | undefined }) {
  if (banner === undefined) return null;
  return (
    <section className="port-banner" aria-label="Banner">
      <h3>Banner</h3>
      <p className="mono">
        <bdi dir="ltr">{banner}</bdi>
      </p>
    </section>
  );
}
