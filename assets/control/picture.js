// What the projector shows, small. The page inside is the projector's own, at its own size, scaled down.
import { createElement as h, useEffect, useRef, useState } from "react";

const WIDTH = 1920;
const HEIGHT = 1080;

export function Picture({ path, title }) {
  const box = useRef(null);
  const [scale, setScale] = useState(0);
  useEffect(() => {
    const size = new ResizeObserver(([entry]) => setScale(entry.contentRect.width / WIDTH));
    size.observe(box.current);
    return () => size.disconnect();
  }, []);
  return h(
    "div",
    { ref: box, className: "picture-frame", inert: true },
    path && scale > 0
      ? h("iframe", {
          src: `${path}&bilde=1`,
          title,
          tabIndex: -1,
          width: WIDTH,
          height: HEIGHT,
          style: { transform: `scale(${scale})` },
        })
      : null,
  );
}
