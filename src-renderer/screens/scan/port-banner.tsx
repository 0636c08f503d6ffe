import './port-banner.css';

/** What a port said first: a stranger's words, escaped, and kept from reordering anything around them. */
export function PortBanner({ banner }: { banner: string | undefined }) {
  if (banner === undefined) return null;
  return (
    <section className="port-banner">
      <h3>Banner</h3>
      {/* Focusable, so that the keyboard can scroll a long one. */}
      <div className="mono" tabIndex={0} role="region" aria-label="Banner">
        <bdi dir="ltr">{banner}</bdi>
      </div>
    </section>
  );
}
