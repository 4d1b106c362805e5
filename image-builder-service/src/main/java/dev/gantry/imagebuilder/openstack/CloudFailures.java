package dev.gantry.imagebuilder.openstack;

import dev.gantry.imagebuilder.model.RemoteException;
import java.util.function.Supplier;

/** The failures of a cloud in the words of this service. */
final class CloudFailures {

    private CloudFailures() {}

    static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (dev.gantry.openstack.RemoteException e) {
            throw told(e);
        }
    }

    static RemoteException told(dev.gantry.openstack.RemoteException e) {
        return e.retryable()
                ? RemoteException.retryable(e.reason(), e.said())
                : RemoteException.permanent(e.reason(), e.said());
    }
}
