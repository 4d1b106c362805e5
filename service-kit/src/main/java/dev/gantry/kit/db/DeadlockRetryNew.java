package dev.gantry.kit.db;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** {@link DeadlockRetry} around each {@code @Transactional} method of type REQUIRES_NEW; before the interceptor that begins the transaction. */
@Interceptor
@Transactional(Transactional.TxType.REQUIRES_NEW)
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class DeadlockRetryNew {

    @AroundInvoke
    @Nullable
    Object repeat(InvocationContext call) throws Exception {
        return DeadlockRetry.around(call);
    }
}
