package ioc;

import ioc.place.Places;
import java.util.ArrayList;
import java.util.List;

/** What dashboards may subscribe to; described in docs/asyncapi.yaml. */
final class Topics {
    private Topics() {}

    static List<String> names(Places places) {
        List<String> names =
                new ArrayList<>(List.of("overview", "devices", "dossiers", "assignments", "alerts", "health"));
        places.sites().forEach(site -> names.add("site:" + site.id()));
        return names;
    }
}
