import { useEffect, useState } from 'preact/hooks';
import { routeOf, type Route } from './route.ts';

let moved = false;

/** True once the operator went from one view to another: only then may a view take the focus. */
export function hasMoved(): boolean {
  return moved;
}

/** The route of the address; follows links, back and forward. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(window.location.hash));
  useEffect(() => {
    const follow = () => {
      moved = true;
      setRoute(routeOf(window.location.hash));
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  return route;
}
